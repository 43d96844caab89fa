using System.Diagnostics;
using System.Globalization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Features.Demonstration;

namespace ScalingDashboard.Tests.Features.Demonstration;

public sealed class ProbeTests
{
    [Theory, InlineData("software"), InlineData("healthcare"), InlineData("manufacturing")]
    public void Probe(string company)
    {
        var now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        var w = Stopwatch.StartNew();
        var c = DemoCompanies.Read(company);
        var history = DemoCompanies.History(company, new DateOnly(2026, 11, 22));
        var t0 = w.ElapsedMilliseconds;
        long n = 0; var per = new Dictionary<string, long>();
        var year = new List<DemoReading>(); var before = new List<DemoReading>();
        for (var day = history.FirstDay; day <= history.Anchor; day = day.AddDays(1))
        {
            var rs = history.Day(day, DateTimeOffset.MinValue, now);
            n += rs.Count;
            foreach (var r in rs) per[r.Metric.Key] = per.GetValueOrDefault(r.Metric.Key) + 1;
            (day > history.Anchor.AddYears(-1) ? year : before).AddRange(rs);
        }
        using var o = new StreamWriter($"/tmp/sd-seed/probe-{company}.txt");
        o.WriteLine(FormattableString.Invariant($"{company}: model {t0} ms, all {w.ElapsedMilliseconds} ms, {n} readings"));
        var adapted = new DemoCatalogAdaptation(c).Adapt(DemoCompanies.Catalog.Metrics).ToDictionary(m => m.Key);
        foreach (var g in Quadrants.Panels)
            foreach (var m in adapted.Values.Where(m => m.Panel == g.Key && m.Rank != null).OrderBy(m => m.Rank))
            {
                var its = year.Where(r => r.Metric.Key == m.Key).ToList(); var old = before.Where(r => r.Metric.Key == m.Key).ToList();
                if (its.Count == 0) { o.WriteLine($"{m.Panel,-24} {m.Rank} {m.Key,-34} NO DATA"); continue; }
                var v = DemoCompanies.Figure(m, its); var v0 = old.Count == 0 ? 0 : DemoCompanies.Figure(m, old);
                var t = TargetRules.For(m, 365, 1);
                var (s, _) = TargetRules.Judge(m, v, t, true, 1, 1);
                var last = its.Max(r => r.At);
                var f = FreshnessRules.Of(last, m.Cadence, now);
                var units = its.Select(r => r.Unit.Code).Distinct().Count();
                var trend = string.Join(' ', Enumerable.Range(0, 12).Select(i => its.Where(r => r.At >= now.AddDays(-365 + i * 30.4) && r.At < now.AddDays(-365 + (i + 1) * 30.4)).ToList()).Select(l => l.Count == 0 ? "-" : DemoCompanies.Figure(m, l).ToString("G4", CultureInfo.InvariantCulture)));
                o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(m.Rank == 1 ? m.Panel : ""),-22} {m.Rank} {m.Key,-34} {v,14:0.###} prev {v0,12:0.###} tgt {t.Goal,10:0.##} {s,-9} {f,-5} units {units} n {per[m.Key]} | {trend}"));
            }
        foreach (var fig in c.Figures)
            o.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FIGURE {fig.Metric} want {fig.Value} +- {fig.Tolerance} got {DemoCompanies.Figure(adapted[fig.Metric], year.Where(r => r.Metric.Key == fig.Metric)):0.###}"));
    }
}
