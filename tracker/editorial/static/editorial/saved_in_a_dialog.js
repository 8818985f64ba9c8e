/* What was saved in a form beside a field is chosen in the field, wherever the form stood. */
(function () {
  "use strict";
  var told = JSON.parse(document.getElementById("django-admin-popup-response-constants").dataset.popupResponse);
  var isWindow = Boolean(window.opener), owner = window.opener || window.parent;
  // Django's functions ask for the name and the address of a window, and close it.
  var form = isWindow ? window : {name: window.name, location: window.location, close: function () { window.frameElement.closest("dialog").close(); }};
  if (told.action === "change") {
    owner.dismissChangeRelatedObjectPopup(form, told.value, told.obj, told.new_value);
  } else if (told.action === "delete") {
    owner.dismissDeleteRelatedObjectPopup(form, told.value);
  } else {
    owner.dismissAddRelatedObjectPopup(form, told.value, told.obj);
  }
}());
