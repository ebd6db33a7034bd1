// What htmx leaves to the page: to say that a change did not get through, to choose files and name them, to take an
// address whole, to warn before typed points are lost and before access ends, to fold what Esc leaves, and to print.
"use strict";

document.addEventListener("htmx:sendError", () => {
  const state = document.getElementById("tinh-trang");
  if (state) {
    state.innerHTML = '<p class="alert" role="alert">Chưa lưu được: mất kết nối với máy của cơ quan. Giữ nguyên trang này; khi có mạng lại, sửa thêm một ô hoặc bấm “Lưu và kiểm tra”.</p>';
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.type === "file" && target.files.length) {
    const names = Array.from(target.files, (file) => file.name).join(", ");
    target.nextElementSibling.textContent = target.files.length > 1 ? `${target.files.length} tệp: ${names}` : names;
    target.classList.add("named");
  }
});

document.addEventListener("click", ({ target }) => {
  if (target.matches("input.address")) {
    target.select();
  }
});

// A folder comes whole; what in it can be no form stays behind, as the field says what it takes.
for (const button of document.querySelectorAll("[data-thu-muc]")) {
  const field = button.form.querySelector('[type="file"]');
  button.hidden = false;
  button.addEventListener("click", () => {
    field.webkitdirectory = true;
    field.click();
  });
  field.addEventListener("cancel", () => { field.webkitdirectory = false; });
  field.addEventListener("change", () => {
    field.webkitdirectory = false;
    const fits = new DataTransfer();
    const taken = Array.from(field.files).filter(({ name, webkitRelativePath: path }) =>
      !path || (field.accept.split(",").some((end) => name.toLowerCase().endsWith(end)) && !name.startsWith("~$")));
    if (taken.length < field.files.length) {
      taken.forEach((file) => fits.items.add(file));
      field.files = fits.files;
    }
  });
}

// A browser says what it misses in its own language, which need not be the official's.
document.addEventListener("invalid", ({ target }) => {
  const { valueMissing, tooShort } = target.validity;
  const short = `Ghi ít nhất ${target.minLength} ký tự.`;
  target.setCustomValidity(valueMissing ? "Chưa ghi hoặc chưa chọn ô này." : tooShort ? short : "");
}, true);
for (const changed of ["input", "change"]) {
  document.addEventListener(changed, ({ target }) => { target.setCustomValidity?.(""); }, true);
}

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.hoi;
  if (question && !window.confirm(question)) {
    event.preventDefault();
  }
});

document.addEventListener("keydown", ({ key, target }) => {
  const open = key === "Escape" && target.closest?.("details[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

for (const form of document.querySelectorAll("form[data-giu]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
}

for (const button of document.querySelectorAll("[data-in]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
