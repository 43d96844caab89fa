using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>What people and events say about the days of a series. A note is withdrawn by who wrote it, and can be put back.</summary>
public sealed partial class NotesSection : ComponentBase
{
    private const int Few = 5;

    private DateOnly? _day;
    private string _text = "", _unit = "";
    private string? _problem;
    private Annotation? _withdrawn;
    private bool _all;

    [Inject]
    public required Annotate Notes { get; init; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required MetricView View { get; set; }

    [Parameter, EditorRequired]
    public required ClaimsPrincipal Person { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    protected override void OnInitialized()
    {
        _day = Today;
        if (!Person.UnitScope().IsAll)
            _unit = Units().FirstOrDefault()?.Code ?? "";
    }

    private IEnumerable<BusinessUnit> Units() =>
        Catalog.Current.Units.Where(u => Person.UnitScope().Includes(u.Code)).OrderBy(u => u.Name, StringComparer.Ordinal);

    private Task WriteAsync() => WriteAsync(new NoteRequest(View.Metric.Key, _day is { } day ? IsoDay(day) : null, _text, _unit.Length == 0 ? null : _unit));

    private async Task WriteAsync(NoteRequest note)
    {
        if (await TryAsync(() => Notes.RunAsync(note, Person, CancellationToken.None)))
            (_text, _withdrawn) = ("", null);
    }

    private async Task WithdrawAsync(Annotation note)
    {
        if (await TryAsync(() => Notes.WithdrawAsync(note.Id, Person, CancellationToken.None)))
            _withdrawn = note;
    }

    /// <summary>Does it, or says why not. That it is done is seen in the list, which follows all notes.</summary>
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

    private static string By(Annotation note)
    {
        var by = note.Kind switch
        {
            AnnotationKinds.Wave => DrillDownTexts.KindWave,
            AnnotationKinds.Incident => DrillDownTexts.KindIncident,
            _ => note.Author,
        };
        return note.Unit is { } unit ? DrillDownTexts.ByAndUnit.With(by, unit) : by;
    }

    private static string IsoDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
