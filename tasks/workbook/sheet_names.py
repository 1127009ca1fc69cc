"""The names of the sheets of our workbooks; those that start with "_" are hidden."""

from __future__ import annotations

COVER_SHEET = "Bìa"
SCORE_SHEET = "Chấm điểm"
EVIDENCE_SHEET = "Tài liệu kiểm chứng"
APPRAISAL_SHEET = "Thẩm định"
LABELS_SHEET = "_danh_muc"
IDENTITY_SHEET = "_cchc"
