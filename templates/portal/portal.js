/* Sends the files in pieces, so that a line that breaks costs one piece and not the whole upload.
   Without this file the form is sent as any other. */
"use strict";
(() => {
  const form = document.getElementById("bieu-mau");
  if (!form || !window.fetch || !window.Blob || !Blob.prototype.slice) return;
  const PIECE = 256 * 1024, TRIES = 60, LONGEST_PAUSE = 15000;
  const { here, upload: fresh } = form.dataset;
  const limit = { file: +form.dataset.file, total: +form.dataset.total, count: +form.dataset.count };
  const token = form.querySelector("input[type=hidden]").value;
  const button = form.querySelector("button"), say = document.getElementById("bao");
  const bar = document.getElementById("thanh"), box = document.getElementById("tien-do");
  const KEY = "cchc-nop-" + here;
  const megabytes = (bytes) => (bytes / 1048576).toFixed(1).replace(".", ",") + " MB";

  const tell = (text, wrong = false) => { say.textContent = text; say.className = wrong ? "wrong" : ""; };
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });
  const chosen = () => ["bang", "tai-lieu"].flatMap((id) => [...document.getElementById(id).files]);

  /* The browser's own words for "choose a file" may be in another language than the page. */
  for (const input of form.querySelectorAll("input[type=file]")) {
    const pick = document.createElement("div"), words = document.createElement("span");
    pick.className = "pick";
    input.before(pick);
    pick.append(input, Object.assign(document.createElement("b"), { textContent: "Chọn tệp" }), words);
    const show = () => { words.textContent = [...input.files].map((file) => file.name).join(", ") || "Chưa chọn tệp"; };
    input.addEventListener("change", () => { show(); tell(""); });
    window.addEventListener("pageshow", show);
    show();
  }

  /* A page that Back brings out of memory is of the past: its form was sent. */
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const problem = (files) => {
    const large = files.find((file) => file.size > limit.file), empty = files.find((file) => !file.size);
    if (files.length > limit.count) return `Mỗi lần nộp được tối đa ${limit.count} tệp. Đề nghị gộp tài liệu rồi chọn lại.`;
    if (large) return `Tệp “${large.name}” lớn hơn ${limit.file / 1048576} MB. Đề nghị giảm độ phân giải hoặc tách tệp rồi chọn lại.`;
    if (empty) return `Tệp “${empty.name}” không có nội dung (0 byte). Đề nghị mở tệp, lưu lại rồi chọn lại.`;
    if (files.reduce((sum, file) => sum + file.size, 0) > limit.total) return `Các tệp cộng lại lớn hơn ${limit.total / 1048576} MB. Đề nghị nộp làm nhiều lần.`;
    return "";
  };

  /* The same files chosen again after a reload go on where they stopped. */
  const uploadFor = (files) => {
    const what = files.map((file) => [file.name, file.size, file.lastModified].join("/")).join("|");
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "{}");
      if (kept.what === what) return kept.upload;
      localStorage.setItem(KEY, JSON.stringify({ what, upload: fresh }));
    } catch { /* a browser that keeps nothing begins anew */ }
    return fresh;
  };

  class Refused extends Error {}

  /* One request that is tried again while the line is down or the server busy. */
  const ask = async (path, options, moved) => {
    for (let tries = 0; ; tries += 1) {
      let answer;
      try {
        answer = await fetch(here + path, { ...options, headers: { ...options.headers, "X-Form": token } });
      } catch { answer = null; }
      if (answer && (answer.ok || answer.status === 409)) return answer.json();
      if (answer && answer.status < 500 && answer.status !== 429) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const words = page.querySelector(".next");
        throw new Refused(words ? words.textContent.trim() : "Chưa nộp được. Đề nghị mở lại trang.");
      }
      if (tries >= TRIES) throw new Refused("Đường truyền vẫn bị ngắt. Đề nghị bấm “Nộp” để tiếp tục phần còn lại.");
      tell(`Đường truyền bị ngắt, tự nối lại (đã tải ${moved()})…`);
      await pause(Math.min(LONGEST_PAUSE, 500 * 2 ** tries));
    }
  };

  const send = async (files) => {
    const place = "/nop/" + uploadFor(files), total = files.reduce((sum, file) => sum + file.size, 0);
    const done = files.map(() => 0);
    const moved = () => megabytes(done.reduce((sum, each) => sum + each, 0)) + " / " + megabytes(total);
    const show = () => {
      bar.value = (100 * done.reduce((sum, each) => sum + each, 0)) / total;
      tell(`Đang tải lên: ${moved()}`);
    };
    const there = await ask(place + "/phan", {}, moved);
    for (const [number, file] of files.entries()) {
      const part = there[number];
      if (part && part.size === file.size) done[number] = part.have;
      while (done[number] < file.size) {
        show();
        const offset = done[number];
        const headers = { "X-Name": encodeURIComponent(file.name), "X-Size": file.size, "X-Offset": offset };
        const body = file.slice(offset, offset + PIECE);
        done[number] = (await ask(`${place}/phan/${number}`, { method: "PUT", headers, body }, moved)).have;
      }
    }
    show();
    tell("Đã tải đủ, đang kiểm tra bảng…");
    const { to } = await ask(place + "/xong", { method: "POST", headers: { "X-Count": files.length } }, moved);
    try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ }
    location.assign(to);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const files = chosen(), wrong = problem(files);
    if (wrong) { tell(wrong, true); return; }
    button.disabled = true;
    box.hidden = false;
    try {
      await send(files);
    } catch (error) {
      tell(error instanceof Refused ? error.message : "Không đọc được tệp đã chọn. Đề nghị chọn lại tệp rồi bấm “Nộp”.", true);
      button.disabled = false;
    }
  });
})();
