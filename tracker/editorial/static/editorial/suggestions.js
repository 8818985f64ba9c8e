/* Keys by which one goes through what is proposed of a text; links and buttons do the same. */
(function () {
  "use strict";
  var text = document.getElementById("text"), list = document.querySelector(".proposals");
  if (!text || !list) { return; }
  var rows = Array.from(list.children), now = -1, selection = document.getSelection();
  var bar = document.getElementById("cite_bar");

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
    var row = rows[now];
    row.classList.add("is-current");
    row.setAttribute("aria-current", "true");
    row.scrollIntoView({block: "nearest"});
    var start = placeOf(Number(row.dataset.from), false), end = placeOf(Number(row.dataset.to), true);
    if (start && end) {
      selection.setBaseAndExtent(start[0], start[1], end[0], end[1]);
      start[0].parentElement.scrollIntoView({block: "center"});
      var whose = bar && bar.elements.namedItem("relation");
      if (whose && row.dataset.relation) { whose.value = row.dataset.relation; }
    }
    text.focus({preventScroll: true});
  }

  function press(name) {
    var button = rows[now] && rows[now].querySelector("[data-" + name + "]");
    if (button) { button.click(); }
  }

  function listen(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.nodeName)) { return; }
    var key = event.key.toLowerCase();
    if (key === "n") { show(now + 1); } else if (key === "p") { show(now < 0 ? rows.length - 1 : now - 1); }
    else if (key === "t") { press("take"); } else if (key === "d") { press("dismiss"); }
    else { return; }
    event.preventDefault();
  }

  text.addEventListener("keydown", listen);
  list.addEventListener("keydown", listen);
  var asked = /^#suggestion-(\d+)$/.exec(window.location.hash);
  var start = asked ? rows.findIndex(function (row) { return row.value >= Number(asked[1]); }) : -1;
  if (start >= 0) { show(start); }
}());
