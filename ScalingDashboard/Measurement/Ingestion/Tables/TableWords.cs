using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Makes the room's sentences.</summary>
internal static class TableWords
{
    public static Sentence Say(string key, params object?[] places) => new(TablesTexts.ResourceManager, key, places);

    /// <summary>The field as the page calls it.</summary>
    public static Sentence Word(this TableField field) => Say(field switch
    {
        TableField.Metric => nameof(TablesTexts.Metric),
        TableField.Unit => nameof(TablesTexts.Unit),
        TableField.System => nameof(TablesTexts.System),
        TableField.At => nameof(TablesTexts.At),
        TableField.Value => nameof(TablesTexts.Value),
        TableField.Weight => nameof(TablesTexts.Weight),
        TableField.Key => nameof(TablesTexts.Key),
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    });
}
