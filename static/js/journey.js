/* What htmx alone cannot do. Every page works without this file.
   1. Shows what only works with scripts (the print button).
   2. Keeps the keyboard where it was after a part of the page is replaced.
   3. Asks before a page is left on which something is typed or ticked and not sent. */
(function () {
  "use strict";

  document.documentElement.classList.add("has-script");

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  var wanted = null;

  document.addEventListener("htmx:beforeRequest", function (event) {
    var elt = event.detail.elt;
    /* What loads by itself takes the keyboard from nobody. */
    var isAsked = !elt.hasAttribute("hx-trigger") || elt.contains(document.activeElement);
    wanted = isAsked ? elt.getAttribute("data-focus") : null;
  });

  document.addEventListener("htmx:afterSettle", function () {
    var lost = !document.activeElement || document.activeElement === document.body;
    if (lost && wanted) {
      var place = document.getElementById("fel") || document.getElementById(wanted) ||
        document.getElementById("innehall");
      place.focus();
    }
    wanted = null;
  });

  /* After an error the page holds what was typed, and the server does not. */
  var unsent = document.querySelector(".error-summary") &&
    document.querySelector("main form[method=post]");

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post") {
      unsent = form;
    }
  });

  document.addEventListener("submit", function (event) {
    if (event.target === unsent) {
      unsent = null;
    }
  });

  window.addEventListener("beforeunload", function (event) {
    if (unsent && document.contains(unsent)) {
      event.preventDefault();
    }
  });
})();
