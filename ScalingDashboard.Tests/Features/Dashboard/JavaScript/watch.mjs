// Watches a dashboard until its input ends, and says in one line of JSON each what it was sent and what it now holds.
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

const { SCALING, KEY, PERIOD } = process.env;
const say = line => console.log(JSON.stringify(line));
const panels = new Map();

// Of two states of a panel the one with the greater version is the newer, whichever came first.
const keep = (version, panel) => {
  if (version >= (panels.get(panel.key)?.version ?? 0))
    panels.set(panel.key, { version, value: panel.headline.value });
  return panels.get(panel.key).value;
};

const connection = new HubConnectionBuilder()
  .withUrl(`${SCALING}/hubs/dashboard`, { accessTokenFactory: () => KEY })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 200 })
  .configureLogging(LogLevel.None)
  .build();

// The server knows a new connection and not the one before: it is told again what is watched.
const watch = async () => {
  const board = await connection.invoke('Watch', { period: PERIOD });
  for (const panel of board.quadrants.flatMap(quadrant => quadrant.panels))
    keep(board.version, panel);
  say({ event: 'snapshot', values: Object.fromEntries([...panels].map(([key, panel]) => [key, panel.value])) });
};

connection.on('panel', panel => say({ event: 'panel', key: panel.key, version: panel.version, sent: panel.headline.value, held: keep(panel.version, panel) }));
connection.onreconnecting(() => say({ event: 'lost' }));
connection.onreconnected(watch);
await connection.start();
await watch();
process.stdin.on('end', () => connection.stop()).resume();
