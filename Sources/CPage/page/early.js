// Before the first paint: the colours that were chosen. Everything else is in the modules.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (error) {
    // Storage is forbidden here; the colours of the system are used.
  }
})();
