using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Imports;

/// <summary>Asks what the columns of a table mean; what is chosen stays here until it is confirmed.</summary>
public sealed partial class MappingForm : ComponentBase
{
    // Values of the lists that no heading can be confused with.
    private const string Fixed = "=";
    private const string ColumnMark = "c:";

    private TableMapping _mapping = new();

    // Fields with one answer for all rows, also while it is not given yet.
    private readonly HashSet<TableField> _fixed = [];

    [Parameter, EditorRequired]
    public required TableProfile Profile { get; set; }

    /// <summary>What is proposed, or was chosen last.</summary>
    [Parameter, EditorRequired]
    public required TableMapping Mapping { get; set; }

    /// <summary>The units that can be chosen.</summary>
    [Parameter, EditorRequired]
    public required UnitScope Scope { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<TableMapping> Confirmed { get; set; }

    /// <summary>Another sheet or header row was chosen: the table must be read again.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ImportLayout> Relaid { get; set; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    private IReadOnlyList<Sentence> Open => MappingGuess.Open(_mapping, Profile);

    private Metric? FixedMetric => _mapping.Of(TableField.Metric).Fixed is { } key ? Catalog.Current.FindMetric(key) : null;

    protected override void OnInitialized()
    {
        _mapping = Mapping;
        _fixed.UnionWith(TableFields.All.Where(f => Mapping.Of(f) is { Column: null, IsNone: false }));
    }

    private static string Name(TableField field) => $"map-{field.ToString().ToLowerInvariant()}";

    private static T Parse<T>(object? value)
        where T : struct, Enum => Enum.TryParse<T>(value as string, out var parsed) ? parsed : default;

    private FieldSource SourceOf(TableField field) => _mapping.Of(field);

    private string Choice(TableField field) => SourceOf(field).Column is { } column ? $"{ColumnMark}{column}" : _fixed.Contains(field) ? Fixed : "";

    private void Choose(TableField field, string? choice)
    {
        _fixed.Remove(field);
        if (choice == Fixed)
            _fixed.Add(field);
        Take(field, choice?.StartsWith(ColumnMark, StringComparison.Ordinal) == true ? new FieldSource(choice[ColumnMark.Length..], null) : FieldSource.None);
    }

    private void Fix(TableField field, string? answer) => Take(field, new FieldSource(null, answer));

    private void Take(TableField field, FieldSource source) => _mapping = MappingGuess.Settled(_mapping.With(field, source), Profile);

    /// <summary>What can hold for all rows; null where anything can be written.</summary>
    private IReadOnlyList<(string Key, string Name)>? Answers(TableField field) => field switch
    {
        TableField.Metric => [.. Catalog.Current.Metrics.Where(m => m.Derived is null).OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => (m.Key, m.Name))],
        TableField.Unit => [.. Catalog.Current.Units.Where(u => Scope.Includes(u.Code)).Select(u => (u.Code, $"{u.Code} {u.Name}"))],
        TableField.System => [.. Catalog.Current.Systems.Select(s => (s.Code, s.Name))],
        _ => null,
    };

    private Task ConfirmAsync() => Open.Count > 0 ? Task.CompletedTask : Confirmed.InvokeAsync(_mapping);

    private Task RelayAsync(string? sheet, string? headerRow) =>
        Relaid.InvokeAsync(new ImportLayout(sheet, int.TryParse(headerRow, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row > 0 ? row : null));
}
