// A screen that nobody has paired yet: shows a code, asks whether somebody typed it, takes another when it is too old, and opens
// the wallboard when it may. Nobody stands before it, so it never gives up.
(() => {
  'use strict';

  const [code, hint, ended] = ['[data-code]', '[data-hint]', '[data-ended]'].map(part => document.querySelector(part));
  const askEvery = 3000;
  const longestWait = 15000;

  const pause = ms => new Promise(done => setTimeout(done, ms));

  const post = async address => {
    const answer = await fetch(address, { method: 'POST', cache: 'no-store', signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  // True when it is paired; false when the code is over.
  const watch = async until => {
    while (Date.now() < until) {
      await pause(askEvery);
      const { state } = await post('wallboard/pairing/claim');
      if (state !== 'waiting') return state === 'paired';
    }
    return false;
  };

  // The words come from the page, which speaks the reader's language.
  const usual = hint.textContent;

  const run = async () => {
    for (let failures = 0; ;) {
      try {
        const opened = await post('wallboard/pairing');
        code.textContent = opened.code;
        ended.textContent = opened.ended ?? '';
        hint.textContent = usual;
        failures = 0;
        if (await watch(Date.now() + opened.seconds * 1000)) {
          location.replace(`wallboard${location.search}`);
          return;
        }
      } catch {
        // Without its server a code is worth nothing.
        code.textContent = '…';
        hint.textContent = hint.dataset.lost;
        await pause(Math.min(1000 * 2 ** failures++, longestWait));
      }
    }
  };

  run();
})();
