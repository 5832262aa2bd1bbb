// Comfort only: every page works without this file.
// After htmx has put a new page in place, the reader's place is its heading, or the faults.
document.addEventListener("htmx:after:swap", function () {
  var target = document.querySelector(".error-summary") || document.getElementById("main");
  if (target) { target.focus({ preventScroll: true }); window.scrollTo(0, 0); }
});
document.addEventListener("DOMContentLoaded", function () {
  var faults = document.querySelector(".error-summary");
  if (faults) { faults.focus(); }
  var contents = document.querySelector(".contents details");
  if (contents && window.matchMedia("(min-width: 62em)").matches) { contents.open = true; }
});
