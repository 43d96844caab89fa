using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Settings of section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Largest body of one request in megabytes, counted after decompression. 1 to 64, default 16.</summary>
    [Range(1, 64)]
    public int MostMegabytes { get; init; } = 16;

    internal long MostBytes => MostMegabytes * 1024L * 1024L;
}
