/* Rows of an outline opened, kept and saved in place; every one of them works without this. */
(function () {
  "use strict";
  var $ = window.django && window.django.jQuery, page = document.getElementById("content-main");
  if (!$ || !page || !document.getElementById("standing")) { return; }
  var PAUSE = 3000, AGAIN = 10000, timer = 0, typed = false, shown = "", keeping = Promise.resolve(), leaving = false;

  /** Where a part could not be had, its page; but not over a link that was followed meanwhile. */
  function goTo(url) { if (!leaving) { window.location = url; } }

  function byId(id) { return document.getElementById(id); }
  function canBeFocused(field) { return field && field.type !== "hidden" && field.tagName !== "BUTTON" && field.offsetParent; }
  function rowForm() { return byId("row_form"); }
  function fieldsOf(form) { return new URLSearchParams(new FormData(form)); }
  function say(text) { byId("saved").textContent = text; }

  /** The fragment that answers; null where a whole page does, which is then gone to. */
  function ask(url, body) {
    var how = {headers: {"X-In-Place": "1"}, credentials: "same-origin"};
    if (body) { how.method = "POST"; how.body = new URLSearchParams(body); }
    return window.fetch(url, how).then(function (response) {
      if (response.redirected) { typed = false; window.location = response.url; return null; }
      if (!response.headers.has("X-In-Place")) { throw new Error(response.status); }
      return response.text().then(function (html) {
        var found = document.createElement("template");
        found.innerHTML = html;
        return found.content;
      });
    });
  }

  // --- Autosave ----------------------------------------------------------------------------------

  function keep() {
    var form = rowForm();
    window.clearTimeout(timer);
    // What was typed before and is still offered is not written over.
    if (!form || !typed || form.querySelector(".offer")) { return Promise.resolve(); }
    typed = false;
    keeping = window.keepTyped(form.dataset.typed, fieldsOf(form))
      .then(function (at) { say(form.dataset.kept.replace("{at}", at)); })
      .catch(function () {
        typed = true;
        say(form.dataset.lost);
        timer = window.setTimeout(keep, AGAIN);
      });
    return keeping;
  }

  /** Whether the open row may be left: what was typed in it is kept, or nobody wants it. */
  function mayLeave() {
    return keep().then(function () { return !typed || !rowForm() || window.confirm(rowForm().dataset.leave); });
  }

  function noteTyping(event) {
    // Scripts tell of changes, too, where nothing is other than before.
    if (!shown || !event.target.closest("#row_form") || String(fieldsOf(rowForm())) === shown) { return; }
    typed = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, PAUSE);
  }

  // --- Rows --------------------------------------------------------------------------------------

  function begin(row, isAside) {
    var form = row.querySelector("#row_form");
    byId("row_form") && $(".save-row").prop("hidden", !form);
    if (!form) { return; }
    $(row).find(".inline-group[data-ordered-by]").addClass("ordered");
    row.dispatchEvent(new CustomEvent("formset:added", {bubbles: true}));
    form.querySelectorAll("div.codes").forEach(offerTyping);
    window.listErrors(form);
    shown = String(fieldsOf(form));
    var wrong = form.querySelector(".errorlist + * :is(textarea, input, select), .told :is(input, a)");
    var field = [wrong].concat(Array.from(form.querySelectorAll("textarea")), Array.from(form.elements)).find(canBeFocused);
    if (field && !isAside) { field.focus(); }
  }

  /** Codes are chosen by typing, too: what is picked is ticked. */
  function offerTyping(list, number) {
    var boxes = Array.from(list.querySelectorAll("input")), typing = document.createElement("input"), words = document.createElement("datalist");
    function labelOf(box) { return box.parentNode.textContent.trim(); }
    function begins(box) { return labelOf(box).toLowerCase().indexOf(typing.value.trim().toLowerCase()) === 0; }
    words.id = "codes-" + number;
    boxes.forEach(function (box) { words.append(new Option(labelOf(box))); });
    typing.setAttribute("list", words.id);
    typing.setAttribute("aria-label", rowForm().dataset.find);
    typing.placeholder = rowForm().dataset.find;
    typing.className = "type-codes";
    typing.addEventListener("input", function (event) {
      var text = typing.value.trim().toLowerCase();
      var fitting = boxes.filter(function (box) { return labelOf(box).toLowerCase().indexOf(text) !== -1; });
      var same = fitting.filter(function (box) { return labelOf(box).toLowerCase() === text; });
      boxes.forEach(function (box) { box.parentNode.parentNode.hidden = fitting.indexOf(box) === -1; });
      if (event.inputType !== "insertText" && same.length) { tick(same[0]); }
      // What begins with the words is meant before what has them somewhere.
      typing.fits = fitting.slice().sort(function (one, other) { return begins(other) - begins(one); });
    });
    typing.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") { return; }
      event.preventDefault();
      if (typing.value && typing.fits[0]) { tick(typing.fits[0]); }
    });
    function tick(box) {
      typing.value = "";
      boxes.forEach(function (one) { one.parentNode.parentNode.hidden = false; });
      if (!box.checked) { box.click(); }
    }
    list.before(typing, words);
  }

  function close() {
    var row = document.querySelector("li.open");
    if (!row) { return null; }
    if (!row.closed) { window.location = row.querySelector(".close-row").href; return null; }
    row.replaceWith(row.closed);
    $(".save-row").prop("hidden", true);
    return row.closed;
  }

  function open(link, isAside) {
    (link.matches(".take") ? Promise.resolve(true) : mayLeave()).then(function (may) { return may && ask(link.href); }).then(function (found) {
      if (!found) { return; }
      typed = false;
      var row = found.querySelector("li"), old = byId(row.id), other = document.querySelector("li.open");
      if (other && other !== old) { close(); }
      row.closed = old.closed || (old.matches(".open") ? null : old);
      old.replaceWith(row);
      window.history.replaceState(null, "", link.href.replace(/\?[^#]*/, ""));
      begin(row, isAside);
      if (!isAside) { row.scrollIntoView({block: "nearest"}); }
    }).catch(function () { goTo(link.href); });
  }

  /** Put lines where those with their ids, and the one they replace, stand now. */
  function put(found) {
    var lines = Array.from(found.querySelectorAll("li.line")), holder = found.querySelector("[data-instead-of]");
    var ids = lines.map(function (line) { return line.id; }).concat(holder ? holder.dataset.insteadOf.split(" ") : []);
    var old = Array.from(page.querySelectorAll("li.line")).filter(function (line) { return ids.indexOf(line.id) !== -1; });
    if (lines.length) { old[0].before.apply(old[0], lines); old.forEach(function (line) { line.remove(); }); }
    ["standing", "missing", "bar-target"].forEach(function (id) {
      var part = found.querySelector("#" + id), there = byId(id);
      if (part && there) { there.replaceWith(part); }
    });
    return lines;
  }

  // --- The text beside ---------------------------------------------------------------------------

  /** Lay another part of the text, or another text, beside the outline. */
  function lay(url, focused, body) {
    return ask(url, body).then(function (found) {
      if (!found) { return; }
      var beside = byId("beside"), top = beside.scrollTop, part = found.querySelector("#beside");
      beside.replaceWith(part);
      part.scrollTop = top;
      var wanted = byId("wanted"), field = focused && byId(focused);
      if (wanted) { wanted.scrollIntoView({block: "center"}); }
      if (field || byId("text")) { (field || byId("text")).focus({preventScroll: true}); }
      document.dispatchEvent(new Event("text:shown"));
    });
  }

  function layForm(form, by) {
    var query = new URLSearchParams(new FormData(form, by)), there = document.activeElement;
    var url = form.action + "?" + query;
    lay(url, there && there.id).catch(function () { goTo(url); });
  }

  /** Cite what is selected in the text; what is typed in the open row is saved before. */
  function cite(form, by) {
    var key = form.elements.namedItem("target").value.split(".")[0];
    var isChanged = rowForm() && String(fieldsOf(rowForm())) !== shown;
    (isChanged ? send(rowForm()) : Promise.resolve()).then(function () {
      // The row stays open where it asks something, or something in it is wrong.
      if (isChanged && rowForm()) { return null; }
      var target = form.elements.namedItem("target");
      var option = Array.from(target.options).find(function (one) { return one.value.split(".")[0] === key; });
      if (option) { option.selected = true; }
      var body = new FormData(form);
      body.append(by.name, by.value);
      return ask(form.action, body).then(function (found) {
        var row = document.querySelector("li.open"), place = "?copy=" + placeOf(form);
        if (!found) { return null; }
        var lines = Array.from(found.querySelectorAll("li.line")), holder = found.querySelector("[data-instead-of]");
        var ids = (holder ? holder.dataset.insteadOf.split(" ") : []).concat(lines.map(function (line) { return line.id; }));
        lines = put(found);
        if (row && ids.indexOf(row.id) !== -1 && lines[0]) { open(lines[0].querySelector(".row-link"), true); }
        return lay(form.dataset.here + place, "text");
      });
    }).catch(function (error) { goThere(form, by, error); });
  }

  /** Where in the text the passage is that a bar was sent with. */
  function placeOf(form) {
    return form.dataset.copy + "&at=" + form.elements.namedItem("start").value + "&to=" + form.elements.namedItem("end").value;
  }

  /** Without an answer all stays as it is; what else was answered is a page to be seen. */
  function goThere(form, submitter, error) {
    if (error instanceof TypeError) { typed = typed || form.id === "row_form"; say(form.dataset.lost || ""); return; }
    if (submitter) {
      form.insertAdjacentHTML("beforeend", "<input type=hidden>");
      Object.assign(form.lastChild, {name: submitter.name, value: submitter.value});
    }
    form.submit();
  }

  function send(form, submitter) {
    var body = new FormData(form);
    if (submitter && submitter.name) { body.append(submitter.name, submitter.value); }
    window.clearTimeout(timer);
    // What is kept is forgotten with the save, and so must not come after it.
    return keeping.then(function () {
      return ask((submitter && submitter.getAttribute("formaction")) || form.action, body);
    }).then(function (found) {
      if (!found) { return; }
      var row = found.querySelector("li.open"), closed = document.querySelector("li.open");
      typed = false;
      var lines = put(found);
      if (row) { row.closed = closed && closed.closed; begin(row); return; }
      if (form.id === "row_form") {
        $(".save-row").prop("hidden", true);
        window.history.replaceState(null, "", page.dataset.outline);
        lines[0].querySelector(".row-link").focus();
      } else if (submitter && submitter.form === form && form.id === "move") {
        page.querySelector("button[name=" + submitter.name + "][value='" + submitter.value + "']").focus();
      } else if (lines[0]) { lines[0].querySelector(".row-link").focus(); }
    }).catch(function (error) { goThere(form, submitter, error); });
  }

  // --- What is pressed ---------------------------------------------------------------------------

  page.addEventListener("click", function (event) {
    var link = event.target.closest(".row-link, .take, .close-row");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    if (link.closest("li.open") && !link.matches(".take")) { leave(); } else { open(link); }
  });
  page.addEventListener("submit", function (event) {
    var by = event.submitter;
    if (by && by.name === "_forget") { return; }
    if (event.target.matches("#row_form, #move, .undo")) {
      event.preventDefault();
      send(event.target, by);
    } else if (event.target.matches("#beside form[method=get]")) {
      event.preventDefault();
      layForm(event.target, by);
    } else if (event.target.matches("#beside .suggestions form") && by && by.name !== "role") {
      // Dismissed, or shown again.
      var form = event.target, dismissed = new FormData(form);
      event.preventDefault();
      dismissed.append(by.name, by.value);
      lay(form.action, "text", dismissed).catch(function () { goThere(form, by, new Error("")); });
    } else if (event.target.matches("#cite_bar") && by && by.name === "save") {
      event.preventDefault();
      cite(event.target, by);
    }
  });
  page.addEventListener("click", function (event) {
    var link = event.target.closest("#beside a");
    if (!link || !byId("beside") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) { return; }
    var bar = byId("cite_bar"), here = bar && bar.dataset.here;
    if (!here || link.pathname !== here) { return; }
    event.preventDefault();
    lay(link.href).catch(function () { goTo(link.href); });
  });
  page.addEventListener("input", noteTyping);
  $(page).on("change", noteTyping);

  function leave() {
    mayLeave().then(function (may) {
      var line = may && close();
      typed = typed && !may;
      if (line) {
        window.history.replaceState(null, "", page.dataset.outline);
        line.querySelector(".row-link").focus();
      }
    });
  }

  document.addEventListener("keydown", function (event) {
    var link = event.target.closest(".row-link"), step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && rowForm()) {
      event.preventDefault();
      rowForm().requestSubmit();
    } else if (event.key === "Escape" && event.target.closest("#row_form") && !document.querySelector(".select2-container--open")) {
      leave();
    } else if (link && step && event.altKey) {
      event.preventDefault();
      var button = link.parentNode.querySelector(step < 0 ? "[name=up]" : "[name=down]");
      if (button) { button.click(); }
    } else if (link && step) {
      var links = Array.from(page.querySelectorAll(".row-link")), next = links[links.indexOf(link) + step];
      event.preventDefault();
      if (next) { next.focus(); }
    } else if (event.key === "n" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select")) {
      var add = page.querySelector(".adding .row-link");
      if (add) { event.preventDefault(); open(add); }
    }
  });
  window.addEventListener("beforeunload", function () { leaving = true; });
  window.addEventListener("online", keep);
  window.addEventListener("pagehide", function () {
    var form = rowForm();
    if (form && typed && !form.querySelector(".offer")) {
      navigator.sendBeacon(form.dataset.typed, fieldsOf(form));
    }
  });
  $(function () {
    var row = document.querySelector("li.open");
    if (!row) { return; }
    row.querySelectorAll("div.codes").forEach(offerTyping);
    shown = String(fieldsOf(rowForm()));
    row.scrollIntoView();
  });
}());
