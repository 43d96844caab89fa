// Times one query in DuckDB over a CSV file, as a peer: node duckdb.mjs FILE TURNS "UNIT,UNIT,..." (empty: all units).
// Prints one line of milliseconds, and the sum of the answer as a check.
import { DuckDBInstance } from '@duckdb/node-api';

const [file, turns, units] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
await connection.run(`CREATE TABLE days AS SELECT * FROM read_csv('${file}', header = true,
    columns = {metric_id: 'INTEGER', day: 'DATE', unit_id: 'INTEGER', value: 'DECIMAL(18, 4)', weight: 'DECIMAL(18, 4)'})`);
const query = `SELECT metric_id, day, sum(value) AS value, sum(weight) AS weight FROM days
    ${units ? `WHERE unit_id IN (${units})` : ''} GROUP BY metric_id, day`;
const times = [];
let check;
for (let turn = -2; turn < Number(turns); turn++) {
    const started = performance.now();
    const answer = await connection.runAndReadAll(query);
    const rows = answer.getColumns();
    if (turn >= 0) times.push(performance.now() - started);
    check = rows[0].length;
}
console.log(times.map(t => t.toFixed(2)).join(' '));
console.log(check);
