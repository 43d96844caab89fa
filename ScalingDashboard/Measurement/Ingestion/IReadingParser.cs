namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Reads one format of a batch.</summary>
internal interface IReadingParser
{
    /// <summary>The media type it reads, in lower case and without parameters.</summary>
    string MediaType { get; }

    /// <summary>True when it hands readings on as it reads, so that a body may be larger than memory.</summary>
    bool IsStreamed { get; }

    /// <summary>Adds every reading of the body to the batch, in order.</summary>
    /// <exception cref="Platform.Data.Invalid">The body as a whole can not be read; names the place.</exception>
    Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken);
}
