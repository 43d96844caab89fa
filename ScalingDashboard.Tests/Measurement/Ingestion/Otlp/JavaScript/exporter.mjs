// Sends through the official exporter, which is set up by environment variables alone: node exporter.mjs proto|http
// Fails when anything is refused, and prints what OpenTelemetry says about it.
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { detectResources, envDetector } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

const complain = (...words) => {
    console.error(...words);
    process.exitCode = 1;
};
diag.setLogger({ error: complain, warn: complain, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);

const { OTLPMetricExporter } = await import(`@opentelemetry/exporter-metrics-otlp-${process.argv[2]}`);
const provider = new MeterProvider({
    resource: detectResources({ detectors: [envDetector] }),
    readers: [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: 3_600_000 })],
});
const meter = provider.getMeter('business');

const savings = meter.createCounter('impact.cost_savings.cashable', { unit: 'USD' });
savings.add(12.5, { plant: 'north' });
savings.add(30, { plant: 'south' });
meter.createObservableGauge('adoption.headcount').addCallback(result => result.observe(412));
const latency = meter.createHistogram('operations.latency', { unit: 'ms' });
for (let i = 1; i <= 100; i++) latency.record(i);
await provider.forceFlush();

// A counter that goes on: only what is new may come.
savings.add(7.5, { plant: 'north' });
await provider.shutdown();
