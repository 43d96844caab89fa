using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>Settings of section <c>Seed</c>.</summary>
public sealed class SeedOptions
{
    public const string Section = "Seed";

    /// <summary>Where the seed files are. A relative path starts at the program's own folder. Default <c>seed-data</c>.</summary>
    [Required]
    public string Folder { get; init; } = "seed-data";

    /// <summary>The full path of one seed file.</summary>
    /// <param name="name">Relative to the folder, with forward slashes, for example <c>catalog/metrics.csv</c>.</param>
    public string PathOf(string name) => Path.Combine([AppContext.BaseDirectory, Folder, .. name.Split('/')]);
}
