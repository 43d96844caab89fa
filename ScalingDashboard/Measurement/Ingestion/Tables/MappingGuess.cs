using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Proposes how a table's columns become readings, and says what only a person can answer. Pure.</summary>
internal static class MappingGuess
{
    /// <summary>By the headings: the usual words for each field, and a metric's key or name for its value.</summary>
    public static TableMapping Of(TableProfile profile, CatalogSnapshot catalog)
    {
        var mapping = new TableMapping();
        foreach (var column in profile.Named)
            if (TableFields.Of(column.Heading) is { } field && mapping.Of(field).IsNone)
                mapping = mapping.With(field, new FieldSource(column.Heading, null));

        var names = new TableNames(catalog, UnitScope.All);
        var metrics = profile.Named.Select(c => (c.Heading, Metric: names.Find(TableField.Metric, c.Heading))).Where(c => c.Metric is not null).ToList();
        if (mapping.Of(TableField.Metric).IsNone && metrics is [var only])
            mapping = mapping.With(TableField.Metric, new FieldSource(null, only.Metric)).With(TableField.Value, new FieldSource(only.Heading, null));
        return Settled(mapping, profile);
    }

    /// <summary>The mapping with the styles that the table itself tells. What it leaves open keeps the answer that was given.</summary>
    public static TableMapping Settled(TableMapping mapping, TableProfile profile) => mapping with
    {
        Numbers = Signs(mapping, profile) switch
        {
            NumberSigns.None => NumberStyle.Unsaid,
            NumberSigns.Point or (NumberSigns.Point | NumberSigns.Either) => NumberStyle.Point,
            NumberSigns.Comma or (NumberSigns.Comma | NumberSigns.Either) => NumberStyle.Comma,
            _ => mapping.Numbers,
        },
        Dates = profile.Find(mapping.Of(TableField.At).Column)?.Dates switch
        {
            null or DateSigns.None => DateOrder.Unsaid,
            DateSigns.DayFirst or (DateSigns.DayFirst | DateSigns.Either) => DateOrder.DayFirst,
            DateSigns.MonthFirst or (DateSigns.MonthFirst | DateSigns.Either) => DateOrder.MonthFirst,
            _ => mapping.Dates,
        },
    };

    /// <summary>True when the table can be read both ways, so that somebody must say.</summary>
    public static bool AsksForNumbers(TableMapping mapping, TableProfile profile) =>
        Signs(mapping, profile) is var signs && (signs == NumberSigns.Either || signs.HasFlag(NumberSigns.Point | NumberSigns.Comma));

    /// <inheritdoc cref="AsksForNumbers"/>
    public static bool AsksForDates(TableMapping mapping, TableProfile profile) =>
        profile.Find(mapping.Of(TableField.At).Column)?.Dates is { } signs && (signs == DateSigns.Either || signs.HasFlag(DateSigns.DayFirst | DateSigns.MonthFirst));

    /// <summary>What has to be answered before the table can be checked, one sentence each.</summary>
    public static IReadOnlyList<Sentence> Open(TableMapping mapping, TableProfile profile)
    {
        var open = TableFields.All.Where(f => f.IsNeeded() && mapping.Of(f).IsNone).Select(Choose).ToList();
        open.AddRange(mapping.Fields.Values.Where(s => s.Column is not null && profile.Find(s.Column) is null).Select(s => TableWords.Say(nameof(TablesTexts.NoColumn), s.Column)));
        if (AsksForNumbers(mapping, profile) && mapping.Numbers == NumberStyle.Unsaid)
            open.Add(TableWords.Say(nameof(TablesTexts.SayNumbers)));
        if (AsksForDates(mapping, profile) && mapping.Dates == DateOrder.Unsaid)
            open.Add(TableWords.Say(nameof(TablesTexts.SayDates)));
        return open;
    }

    private static Sentence Choose(TableField needed) => TableWords.Say(needed switch
    {
        TableField.Metric => nameof(TablesTexts.ChooseMetric),
        TableField.Unit => nameof(TablesTexts.ChooseUnit),
        TableField.At => nameof(TablesTexts.ChooseAt),
        TableField.Value => nameof(TablesTexts.ChooseValue),
        _ => throw new ArgumentOutOfRangeException(nameof(needed)),
    });

    private static NumberSigns Signs(TableMapping mapping, TableProfile profile) =>
        (profile.Find(mapping.Of(TableField.Value).Column)?.Numbers ?? NumberSigns.None) | (profile.Find(mapping.Of(TableField.Weight).Column)?.Numbers ?? NumberSigns.None);
}
