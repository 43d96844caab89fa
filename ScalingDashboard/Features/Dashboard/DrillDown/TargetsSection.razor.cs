using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>The targets that were set for spans of days. Who manages the catalogue sets and withdraws them; what was withdrawn can be
/// put back.</summary>
public sealed partial class TargetsSection : ComponentBase
{
    private const int Few = 6;

    private IReadOnlyList<Trajectory> _set = [];
    private (string? Unit, TargetSpan Span)? _withdrawn;
    private DateOnly? _from, _to;
    private decimal? _goal, _limit, _low, _high;
    private string _unit = "";
    private string? _problem;
    private bool _all;

    [Inject]
    public required SetTargets Targets { get; init; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required MetricView View { get; set; }

    [Parameter, EditorRequired]
    public required ClaimsPrincipal Person { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    private bool CanSet => Person.Can(Policies.Manage);

    private bool IsBand => View.Metric.Direction == Direction.Band;

    /// <summary>The one that the metric's definition has, as figures are shown and in full.</summary>
    private (string Shown, string Full)? Own()
    {
        var metric = View.Metric;
        if (metric.Target is null && metric is not { BandLow: not null, BandHigh: not null })
            return null;
        var own = new TargetSpan(default, default, metric.Target, null, metric.BandLow, metric.BandHigh);
        var text = metric.TargetPerYear ? DrillDownTexts.AYear : "{0}";
        return (text.With(Words(own, metric.Unit, Formatting.Value)), text.With(Words(own, metric.Unit, Formatting.Full)));
    }

    protected override void OnInitialized()
    {
        (_from, _to) = (new DateOnly(Today.Year, Today.Month, 1), new DateOnly(Today.Year, 12, 31));
        if (!Person.UnitScope().IsAll)
            _unit = Units().FirstOrDefault()?.Code ?? "";
    }

    // By the same catalogue as the figure beside it: this host's own may be a moment older or newer.
    protected override void OnParametersSet() =>
        _set = [.. View.Targets.Where(t => t.Unit is null || Person.UnitScope().Includes(t.Unit))];

    private IEnumerable<BusinessUnit> Units() =>
        Catalog.Current.Units.Where(u => Person.UnitScope().Includes(u.Code)).OrderBy(u => u.Name, StringComparer.Ordinal);

    private string NameOf(string? unit) => unit is null ? DrillDownTexts.TheWholeCompany : Catalog.Current.FindUnit(unit)?.Name ?? unit;

    /// <param name="write">Shortened or in full.</param>
    private static string Words(TargetSpan span, string measure, Func<decimal?, string, CultureInfo, string> write)
    {
        string Write(decimal? amount) => write(amount, measure, CultureInfo.CurrentCulture);
        return span is { Low: not null, High: not null } ? DashboardTexts.Span.With(Write(span.Low), Write(span.High)) : Write(span.Goal);
    }

    private async Task AddAsync()
    {
        if (await AddAsync(_unit.Length == 0 ? null : _unit, _from, _to, _goal, _limit, _low, _high))
            (_goal, _limit, _low, _high) = (null, null, null, null);
    }

    private Task<bool> AddAsync(string? unit, TargetSpan span) => AddAsync(unit, span.From, span.To, span.Goal, span.Limit, span.Low, span.High);

    private async Task<bool> AddAsync(string? unit, DateOnly? from, DateOnly? to, decimal? goal, decimal? limit, decimal? low, decimal? high)
    {
        // What a person gets wrong is told in the words of the form; all else is as of the API.
        _problem = to < from ? DrillDownTexts.LastBeforeFirst
            : SpansOf(unit).FirstOrDefault(s => s.From <= to && from <= s.To) is { From: { } begin, To: { } end }
                ? DrillDownTexts.TargetOverlaps.With(Formatting.Day(begin, CultureInfo.CurrentCulture), Formatting.Day(end, CultureInfo.CurrentCulture))
                : null;
        var added = _problem is null && await TryAsync(() => SaveAsync(unit, [.. SpansOf(unit), new SpanRequest(from, to, goal, limit, low, high)]));
        if (added)
            _withdrawn = null;
        return added;
    }

    private async Task WithdrawAsync(Trajectory trajectory, TargetSpan span)
    {
        var rest = SpansOf(trajectory.Unit).Where(s => s.From != span.From).ToList();
        if (await TryAsync(() => rest.Count > 0
            ? SaveAsync(trajectory.Unit, rest)
            : Targets.WithdrawAsync(View.Metric.Key, trajectory.Unit, Person, CancellationToken.None)))
            _withdrawn = (trajectory.Unit, span);
    }

    private Task SaveAsync(string? unit, IReadOnlyList<SpanRequest> spans) =>
        Targets.RunAsync(View.Metric.Key, new TargetsRequest(unit, spans), Person, Today, CancellationToken.None);

    // As they are now: somebody else may have set one meanwhile.
    private IEnumerable<SpanRequest> SpansOf(string? unit) =>
        Catalog.Current.TrajectoriesOf(View.Metric).Where(t => t.Unit == unit).SelectMany(t => t.Spans)
            .Select(s => new SpanRequest(s.From, s.To, s.Goal, s.Limit, s.Low, s.High));

    /// <summary>Does it, or says why not. That it is done is seen in the list, which follows the catalogue.</summary>
    private async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            _problem = null;
        }
        catch (Exception e) when (e is Invalid or Refused or NotFound)
        {
            _problem = Refusals.Here(e);
        }
        return _problem is null;
    }
}
