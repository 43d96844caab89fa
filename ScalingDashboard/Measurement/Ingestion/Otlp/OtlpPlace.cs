using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Where in a request its reader is, for whoever has to say what is wrong with it, and how much it has read.</summary>
internal sealed class OtlpPlace
{
    /// <summary>Resources, metrics and points together; a collector sends some thousand in one request. An empty one takes two bytes of a
    /// body and much more work.</summary>
    public const int MostParts = 50_000;

    private int _parts, _resources, _metrics;
    private bool _inResource, _inMetric;

    /// <summary>"resource 0: metric 2: ", or nothing.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture,
        $"{(_inResource ? $"resource {_resources - 1}: " : "")}{(_inMetric ? $"metric {_metrics - 1}: " : "")}");

    /// <exception cref="Invalid">There are too many (413).</exception>
    public void EnterResource()
    {
        Count();
        (_resources, _metrics, _inResource) = (_resources + 1, 0, true);
    }

    public void LeaveResource() => _inResource = false;

    /// <inheritdoc cref="EnterResource"/>
    public void EnterMetric()
    {
        Count();
        (_metrics, _inMetric) = (_metrics + 1, true);
    }

    public void LeaveMetric() => _inMetric = false;

    /// <summary>Called for each point before it is made.</summary>
    /// <inheritdoc cref="EnterResource"/>
    public void Count()
    {
        if (++_parts > MostParts)
            throw new Invalid($"The request has more than {MostParts} resources, metrics and points. Send it in several. Nothing was stored.", StatusCodes.Status413PayloadTooLarge);
    }
}
