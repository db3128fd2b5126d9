/* A request that fails says so in the page: what happened, what to do, and the request id. */
const ADVICE = {
  0: ["The server did not answer.", "Check the connection and try again; nothing was changed here."],
  403: ["Your role may not do this.", "Ask an administrator of the organisation for the right."],
  404: ["This is no longer there.", "Reload the page to see what is."],
  409: ["Someone else changed this in the meantime.", "Reload the page and repeat your change on top of theirs."],
};
const OTHER = ["The server could not finish this.", "Try again; if it stays, report the request id."];

function noticeOf(status, requestId) {
  const [what, remedy] = ADVICE[status] ?? OTHER;
  const notice = document.getElementById("notice-template").content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-what]").textContent = what;
  notice.querySelector("[data-remedy]").textContent = remedy;
  notice.querySelector("[data-request]").textContent = requestId ? `Request ${requestId}` : "";
  return notice;
}

function showFailure(event) {
  const request = event.detail.xhr;
  document.getElementById("messages")?.replaceChildren(noticeOf(request.status, request.getResponseHeader("X-Request-ID")));
}

export function watchMessages() {
  document.addEventListener("htmx:responseError", showFailure);
  document.addEventListener("htmx:sendError", showFailure);
  document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".notice").remove());
}
