using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Settings of section <c>Ingestion</c>.</summary>
public sealed class IngestionOptions
{
    public const string Section = "Ingestion";

    /// <summary>Largest body of one request in megabytes, counted after decompression. 1 to 10,000, default 16. Beyond 64 CSV and
    /// NDJSON are stored as they are read; JSON and OTLP are held in memory whole, and never larger than 64.</summary>
    [Range(1, 10_000)]
    public int MostMegabytes { get; init; } = 16;

    /// <summary>Batches that are read and stored at the same time on this host, of all senders. 1 to 256, default 8.</summary>
    [Range(1, 256)]
    public int AtOnce { get; init; } = 8;

    /// <summary>Further ones that wait for a place; beyond it they are refused with 429. 0 to 10,000, default 64.</summary>
    [Range(0, 10_000)]
    public int Waiting { get; init; } = 64;

    /// <summary>A body must arrive at least this fast, on average after its first 5 seconds, or it is refused with 408: who sends
    /// slower keeps others from a place. 0 to 10,000 kilobytes in a second, default 16; 0 takes what comes.</summary>
    [Range(0, 10_000)]
    public int LeastKilobytesPerSecond { get; init; } = 16;

    internal long MostBytes => MostMegabytes * 1024L * 1024L;

    internal long MostBytesHeld => Math.Min(MostBytes, RequestBody.MostHeld);
}
