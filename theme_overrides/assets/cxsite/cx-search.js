/*
 * The theme fetches the search's index and starts its worker with every page. Most readers of a page never search, so
 * both wait here until somebody turns to the search. Runs before the theme's script; where that does it in another
 * way, nothing waits.
 */
(() => {
  const asked = new URLSearchParams(location.search);
  // The theme opens the search for the one and marks words for the other.
  if (asked.has("q") || asked.has("h")) return;

  const turned = new Promise((go) => {
    const look = ({ target }) => {
      if (target.closest?.(".md-search, #__search, [for=__search]")) go();
    };
    for (const event of ["focusin", "pointerover", "change"]) document.addEventListener(event, look, true);
  });

  const { open, send } = XMLHttpRequest.prototype;
  const waiting = new WeakSet();
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (/\/search(\/search_index)?\.json$/.test(url)) waiting.add(this);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (waiting.delete(this)) turned.then(() => send.call(this, body));
    else send.call(this, body);
  };

  // What the theme's worker calls a query and its result.
  const [QUERY, RESULT] = [2, 3];
  const loosely = (words) => words.replace(/([\p{L}\p{N}]{4,})\*?(?=\s|$)/gu, "$1~1");

  /** A worker that starts with the first message to it. Where a query finds nothing, it is asked with one wrong letter. */
  class Waiting extends EventTarget {
    constructor(Kind, url) {
      super();
      this.asked = [];
      this.begin = () => {
        const worker = new Kind(url);
        for (const name of ["message", "error"]) {
          worker.addEventListener(name, ({ data }) => {
            // Answers come in the order of the queries; only the last one's is read.
            const words = data?.type === RESULT ? this.asked.shift() : "";
            if (words && !this.asked.length && !data.data.items?.length && loosely(words) !== words) {
              this.asked.push("");
              worker.postMessage({ type: QUERY, data: loosely(words) });
            } else {
              this.dispatchEvent(new MessageEvent(name, { data }));
            }
          });
        }
        return worker;
      };
    }

    postMessage(message) {
      this.worker ??= this.begin();
      if (message?.type === QUERY) this.asked.push(message.data);
      this.worker.postMessage(message);
    }
  }

  window.Worker = new Proxy(window.Worker, {
    construct(Kind, [url, ...rest]) {
      return /\/workers\/search\./.test(url) ? new Waiting(Kind, url) : new Kind(url, ...rest);
    },
  });
})();
