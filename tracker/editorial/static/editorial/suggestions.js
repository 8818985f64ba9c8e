/* Keys by which one goes through what is proposed of a text; links and buttons do the same. */
(function () {
  "use strict";
  var text, list, bar, rows = [], now = -1, last = -1, selection = document.getSelection();

  /** The text, the list and the bar of the page; another page may lay other ones in their place. */
  function begin() {
    text = document.getElementById("text");
    list = document.querySelector(".proposals");
    bar = document.getElementById("cite_bar");
    rows = text && list ? Array.from(list.children) : [];
    now = -1;
    if (!rows.length) { return; }
    text.addEventListener("keydown", listen);
    list.addEventListener("keydown", listen);
    if (!bar || !button("dismiss-now")) { return; }
    button("dismiss-now").addEventListener("click", function () { press("dismiss"); });
    button("take-now").addEventListener("click", take);
    button("as-point").addEventListener("click", asPoint);
  }

  function button(name) { return bar && bar.querySelector("[data-" + name + "]"); }

  /** Where a character of the text stands on the page; the site counts code points. */
  function placeOf(at, isEnd) {
    var block = Array.from(text.querySelectorAll("[data-start]")).filter(function (one) {
      var start = Number(one.dataset.start);
      return isEnd ? start < at : start <= at;
    }).pop();
    if (!block) { return null; }
    var left = at - Number(block.dataset.start), walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (var node; (node = walker.nextNode());) {
      if (node.parentElement.closest(".cited-in, .page-mark")) { continue; }
      var letters = Array.from(node.data);
      if (isEnd ? left <= letters.length : left < letters.length) {
        return [node, letters.slice(0, left).join("").length];
      }
      left -= letters.length;
    }
    return null;
  }

  /** Show a suggestion in the list, and select its words in the text: so they can be cited. */
  function show(at) {
    if (rows[now]) { rows[now].classList.remove("is-current"); rows[now].removeAttribute("aria-current"); }
    now = (at + rows.length) % rows.length;
    var row = rows[now], isBeside = text.closest(".beside");
    last = Number(row.dataset.from);
    row.classList.add("is-current");
    row.setAttribute("aria-current", "true");
    // Beside an outline the list stands below the text, which is to stay in sight.
    if (!isBeside) { row.scrollIntoView({block: "nearest"}); }
    var start = placeOf(Number(row.dataset.from), false), end = placeOf(Number(row.dataset.to), true);
    if (start && end) {
      selection.setBaseAndExtent(start[0], start[1], end[0], end[1]);
      start[0].parentElement.scrollIntoView({block: "center"});
      var whose = bar && bar.elements.namedItem("relation");
      if (whose && row.dataset.relation) { whose.value = row.dataset.relation; }
    }
    tell(row);
    text.focus({preventScroll: true});
  }

  /** The bar below the text says why the selected words are proposed, and what can be done. */
  function tell(row) {
    var why = bar && bar.querySelector(".proposed-why"), first = row && row.querySelector("[data-take]");
    if (!why) { return; }
    why.hidden = !row;
    why.textContent = row ? row.querySelector(".kind").textContent + ": " + row.querySelector(".why").textContent : "";
    button("dismiss-now").hidden = !row;
    button("take-now").hidden = !first || isCitedAtOnce(row);
    button("take-now").textContent = first ? first.textContent.trim() : "";
    button("as-point").hidden = !row || !newPoint() || !pointOf(row);
  }

  /** Beside an outline words are cited in place, for the point that is chosen. */
  function isCitedAtOnce(row) {
    return Boolean(row && row.dataset.relation && bar && bar.elements.namedItem("target") && text.closest(".beside"));
  }

  /** The words of a new point that a suggestion has: who says what. */
  function pointOf(row) {
    var link = isCitedAtOnce(row) && row.querySelector("a[data-take]");
    return link ? new URL(link.href).searchParams.get("point_text") || "" : "";
  }

  function newPoint() {
    var target = bar.elements.namedItem("target");
    return target && Array.from(target.options).find(function (one) { return one.value.indexOf("new-point") === 0; });
  }

  function asPoint() {
    var words = bar.elements.namedItem("point_text");
    if (!pointOf(rows[now])) { return; }
    newPoint().selected = true;
    words.disabled = false;
    words.value = pointOf(rows[now]);
    bar.requestSubmit(bar.elements.namedItem("save"));
  }

  function take() {
    if (isCitedAtOnce(rows[now])) { bar.requestSubmit(bar.elements.namedItem("save")); } else { press("take"); }
  }

  function press(name) {
    var one = rows[now] && rows[now].querySelector("[data-" + name + "]");
    if (one) { one.click(); }
  }

  /** The one behind what was shown last, when the text was laid anew meanwhile. */
  function following() {
    if (now >= 0 || last < 0) { return now + 1; }
    var at = rows.findIndex(function (row) { return Number(row.dataset.from) > last; });
    return at < 0 ? 0 : at;
  }

  function listen(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.nodeName)) { return; }
    var key = event.key.toLowerCase();
    if (key === "n") { show(following()); } else if (key === "p") { show(now < 0 ? rows.length - 1 : now - 1); }
    else if (key === "t") { take(); } else if (key === "d") { press("dismiss"); }
    else if (key === "0") { asPoint(); }
    else { return; }
    event.preventDefault();
    // Where the page has keys of its own, these are the text's.
    event.stopPropagation();
  }

  document.addEventListener("click", function (event) {
    var number = event.target.closest(".proposed-in"), link = event.target.closest(".beside .proposals a[data-take]");
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button || !rows.length) { return; }
    if (number && text.closest(".beside")) {
      event.preventDefault();
      show(rows.findIndex(function (row) { return row.id === number.hash.slice(1); }));
    } else if (link && event.isTrusted && isCitedAtOnce(link.closest("li"))) {
      event.preventDefault();
      show(rows.indexOf(link.closest("li")));
      // The bar has to know what is selected now, and hears of it a moment later.
      document.dispatchEvent(new Event("selectionchange"));
      take();
    }
  });
  document.addEventListener("selectionchange", function () {
    if (bar && rows[now] && !bar.hidden && bar.elements.namedItem("start").value !== rows[now].dataset.from) { tell(null); }
  });
  document.addEventListener("text:shown", begin);
  begin();
  var asked = /^#suggestion-(\d+)$/.exec(window.location.hash);
  var first = asked ? rows.findIndex(function (row) { return row.value >= Number(asked[1]); }) : -1;
  if (first >= 0) { show(first); }
}());
