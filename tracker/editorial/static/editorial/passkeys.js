/* Lets the browser make or show a passkey, and sends its answer with the form around the button.
   Without it, or in an older browser, the buttons stay hidden and a code is typed. */
(function () {
  "use strict";
  var known = window.PublicKeyCredential;
  if (!known || !known.parseCreationOptionsFromJSON || !known.parseRequestOptionsFromJSON) { return; }
  document.querySelectorAll("[data-passkey]").forEach(function (box) {
    var form = box.closest("form");
    var asked = JSON.parse(document.getElementById("passkey-options").textContent);
    var isNew = box.dataset.passkey === "new";
    box.hidden = false;
    box.querySelector("button").addEventListener("click", function () {
      if (isNew && !form.reportValidity()) { return; }
      var answer = isNew
        ? navigator.credentials.create({publicKey: known.parseCreationOptionsFromJSON(asked)})
        : navigator.credentials.get({publicKey: known.parseRequestOptionsFromJSON(asked)});
      answer.then(function (credential) {
        form.querySelector("input[name$='passkey']").value = JSON.stringify(credential);
        form.submit();
      }, function () {
        box.querySelector("[role=status]").textContent = box.dataset.failed;
      });
    });
  });
}());
