/* Of the forms of a page one is sent: what is typed in the others goes along, and stays there. */
(function () {
  "use strict";
  document.addEventListener("submit", function (event) {
    var form = event.target;
    document.querySelectorAll(".copies form :is(textarea, input[type=text], input[type=url])").forEach(function (field) {
      if (field.form === form || !field.value || field.value === field.defaultValue) { return; }
      var same = document.createElement("textarea");
      same.hidden = true;
      same.name = field.name;
      same.value = field.value;
      form.append(same);
    });
  });
}());
