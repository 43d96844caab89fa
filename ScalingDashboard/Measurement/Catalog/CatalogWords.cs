using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Makes the room's sentences.</summary>
internal static class CatalogWords
{
    public static Sentence Say(string key, params object?[] places) => new(CatalogTexts.ResourceManager, key, places);
}
