// A screen on a wall, which nobody touches for months: it says when it is not live, finds its way back by itself, takes a new
// version, and moves by some pixels so that nothing burns in. It believes the beat that the circuit writes, not the socket.
(() => {
  'use strict';

  const root = document.documentElement;

  // Called by pages.
  window.sayTitle = title => { document.title = title; };

  const second = 1000;
  const beatsMissing = 20 * second;   // four beats
  const askEvery = 30 * second;       // for another version
  const longestWait = 15 * second;
  const pageLife = 24 * 3600 * second; // what a browser gathers in a day is let go, and an old token is changed
  const shiftEvery = 180 * second;
  // Once around, never twice at one place in half an hour; in thousandths of the screen's width.
  const places = [[0, 0], [2, 1], [4, 0], [3, -2], [0, -3], [-3, -2], [-4, 0], [-2, 1], [0, 3], [2, 2]];

  const wall = () => document.querySelector('[data-wallboard]');
  const build = wall()?.dataset.build;
  const opened = performance.now();
  let ahead = 0;                      // of the server's clock before this browser's
  const beatNow = () => document.querySelector('[data-beat]')?.dataset.beat;
  let lastBeat = beatNow();
  let beatAt = opened;
  let since = null;                   // when the connection was lost, by the server's clock
  let asked = opened;

  const now = () => Date.now() + ahead;

  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: wall()?.dataset.zone });

  const write = (selector, words) => {
    for (const place of document.querySelectorAll(selector)) if (place.textContent !== words) place.textContent = words;
  };

  // What the server says of itself; null when it does not answer, or could not show figures yet.
  const ask = async () => {
    try {
      const sent = Date.now();
      const answer = await fetch('wallboard/version', { cache: 'no-store', signal: AbortSignal.timeout(5 * second) });
      const said = await answer.json();
      ahead = said.now - (sent + Date.now()) / 2;
      return answer.ok ? said : null;
    } catch {
      return null;
    }
  };

  // A page that could not be shown would leave the wall to an error: looked at before it is loaded.
  const load = async () => {
    try {
      const page = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(10 * second) });
      if (!page.ok) return;
      location.reload();
      // Should the browser be slow, it is asked once and not again and again.
      await pause(longestWait);
    } catch {
      // Gone again: the next look finds it.
    }
  };

  const pause = ms => new Promise(done => setTimeout(done, ms));

  const resume = () => Promise.race([Blazor.reconnect().catch(() => false), pause(10 * second).then(() => false)]);

  const heal = async socketIsDown => {
    let resumed = 0;
    for (let look = 0; since !== null; look++) {
      const said = await ask();
      if (said) {
        // The same server still has the circuit for some minutes, however often it was looked for in vain: nothing need blink.
        if (socketIsDown && said.build === build && resumed++ < 3 && await resume()) return;
        await load();
      }
      await pause(Math.min(second * 2 ** look, longestWait));
    }
  };

  const lose = socketIsDown => {
    if (since !== null) return;
    // A socket breaks now; what went silent did so with its last beat.
    since = now() - (socketIsDown ? 0 : performance.now() - beatAt);
    // What was written just before is no sign of life after it.
    lastBeat = beatNow();
    root.dataset.connection = 'lost';
    write('[data-since]', clock.format(since));
    heal(socketIsDown);
  };

  const find = () => {
    since = null;
    beatAt = performance.now();
    delete root.dataset.connection;
  };

  const watchBeat = () => {
    const beat = beatNow();
    if (beat !== undefined && beat !== lastBeat) {
      lastBeat = beat;
      // Whatever was thought lost writes again.
      find();
    } else if (performance.now() - beatAt > beatsMissing) {
      lose(false);
    }
  };

  const watchVersion = async () => {
    if (since !== null || performance.now() - asked < askEvery) return;
    asked = performance.now();
    const said = await ask();
    if (said && (said.build !== build || performance.now() - opened > pageLife)) await load();
  };

  const shift = () => {
    const [x, y] = places[Math.floor((performance.now() - opened) / shiftEvery) % places.length];
    root.style.setProperty('--shift-x', `${x / 10}vw`);
    root.style.setProperty('--shift-y', `${y / 10}vw`);
  };

  setInterval(() => {
    write('[data-clock]', clock.format(now()));
    if (since !== null) write('[data-since]', clock.format(since));
    shift();
    watchBeat();
    watchVersion();
  }, second);

  ask();

  Blazor.start({
    circuit: { reconnectionHandler: { onConnectionDown: () => lose(true), onConnectionUp: find } },
    ssr: { disableDomPreservation: true },
  }).catch(() => lose(false));
})();
