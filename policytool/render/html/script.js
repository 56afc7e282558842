"use strict";
(function () {
  var $ = function (q, r) { return Array.prototype.slice.call((r || document).querySelectorAll(q)); };
  var tools = document.querySelector(".tools"), status = document.querySelector(".status"), dialog = document.querySelector("dialog");
  var changes = $("article.change"), here = -1;
  tools.hidden = false;
  function shown() { return changes.filter(function (c) { return !c.classList.contains("filtered") && !(document.body.classList.contains("no-editorial") && c.classList.contains("editorial")); }); }
  function go(step) {
    var list = shown();
    if (!list.length) { status.textContent = "no change is shown"; return; }
    var at = here >= 0 ? list.indexOf(changes[here]) : -1;
    at = at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, at + step));
    changes.forEach(function (c) { c.classList.remove("here"); });
    list[at].classList.add("here");
    list[at].focus({ preventScroll: true });
    list[at].scrollIntoView({ block: "start" });
    here = changes.indexOf(list[at]);
    status.textContent = "change " + (at + 1) + " of " + list.length;
  }
  var wanted = "", kind = "";
  function filter() {
    var w = wanted.trim().toLowerCase();
    $("table.changes tbody tr").forEach(function (row) {
      var article = document.getElementById(decodeURIComponent(row.querySelector("a").getAttribute("href").slice(1)));
      var said = row.textContent.toLowerCase().indexOf(w) >= 0 || (article && article.textContent.toLowerCase().indexOf(w) >= 0);
      var out = Boolean(w && !said) || Boolean(kind && !row.classList.contains(kind));
      row.classList.toggle("filtered", out);
      if (article) { article.classList.toggle("filtered", out); }
    });
    status.textContent = w || kind ? shown().length + " of " + changes.length + " changes" : "";
  }
  function side(p, gone) {
    var copy = p.cloneNode(true);
    $(gone, copy).forEach(function (x) {
      var before = x.previousSibling, after = x.nextSibling;
      if (before && after && before.nodeType === 3 && after.nodeType === 3) { before.data = before.data.replace(/\s+$/, ""); }
      x.remove();
    });
    return copy;
  }
  function columns(on) {
    document.body.classList.toggle("columns", on);
    if (!on) { $(".pair").forEach(function (pair) { pair.replaceWith(pair.inline); }); return; }
    $(".redline").forEach(function (p) {
      var pair = document.createElement("div"), old = side(p, "ins");
      pair.className = "pair";
      pair.inline = p;
      old.removeAttribute("id");
      p.replaceWith(pair);
      pair.appendChild(old);
      pair.appendChild(side(p, "del"));
    });
  }
  function cell(text) {
    if (/^[=+\-@\t\r]/.test(text)) { text = "'" + text; }
    return '"' + text.replace(/"/g, '""') + '"';
  }
  function csv() {
    var table = $("table.changes");
    var rows = table.length ? $("tr", table[0].tHead) : [];
    table.forEach(function (t) { rows = rows.concat($("tr", t.tBodies[0]).filter(function (r) { return getComputedStyle(r).display !== "none"; })); });
    var text = rows.map(function (r) { return $("th,td", r).map(function (c) { return cell(c.textContent); }).join(","); }).join("\r\n") + "\r\n";
    function done(ok) { status.textContent = ok ? "table copied: " + (rows.length - 1) + " rows" : "the browser did not allow copying; policytool report --format csv writes the table"; }
    document.body.dataset.csv = text;
    function old() {
      var area = document.createElement("textarea"), ok = false;
      area.value = text; document.body.appendChild(area); area.select();
      try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
      area.remove(); done(ok);
    }
    if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(text).then(function () { done(true); }, old); } else { old(); }
  }
  function sortable(table) {
    $("thead th", table).forEach(function (th, n) {
      var button = document.createElement("button");
      button.type = "button"; button.textContent = th.textContent; th.textContent = ""; th.appendChild(button);
      button.addEventListener("click", function () {
        var up = th.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
        $("thead th", table).forEach(function (x) { x.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
        var rows = $("tr", body);
        rows.sort(function (a, b) { return a.children[n].textContent.localeCompare(b.children[n].textContent, undefined, { numeric: true }) * (up ? 1 : -1); });
        rows.forEach(function (r) { body.appendChild(r); });
      });
    });
  }
  $("table.changes").forEach(sortable);
  var acts = {
    next: function () { go(1); }, previous: function () { go(-1); }, csv: csv,
    help: function () { if (dialog.open) { dialog.close(); } else { dialog.showModal(); } },
    editorial: function (e) { document.body.classList.toggle("no-editorial", e.checked); status.textContent = shown().length + " of " + changes.length + " changes"; },
    columns: function (e) { columns(e.checked); },
    unfold: function (e) { $("details.kept").forEach(function (d) { d.open = e.checked; }); },
    filter: function (e) { wanted = e.value; filter(); },
    pick: function (e) { kind = e.value; filter(); }
  };
  tools.addEventListener("click", function (e) { var b = e.target.closest("button[data-do]"); if (b) { acts[b.dataset.do](b); } });
  tools.addEventListener("input", function (e) { if (e.target.dataset.do) { acts[e.target.dataset.do](e.target); } });
  document.addEventListener("keydown", function (e) {
    if ((e.target.matches && e.target.matches("input,textarea,select")) || e.ctrlKey || e.metaKey || e.altKey) { return; }
    if (e.key === "n") { go(1); } else if (e.key === "p") { go(-1); } else if (e.key === "?") { acts.help(); }
  });
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var box = target && target.closest("details");
    if (box && !box.open) { box.open = true; target.scrollIntoView({ block: "start" }); }
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { $("details").forEach(function (d) { d.dataset.was = d.open; d.open = true; }); });
  window.addEventListener("afterprint", function () { $("details").forEach(function (d) { d.open = d.dataset.was === "true"; }); });
  reveal();
}());
