"""Documents in the layout of NĐ 30/2020/NĐ-CP, result workbooks and dossiers."""
