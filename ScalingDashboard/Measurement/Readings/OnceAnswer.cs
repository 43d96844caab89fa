namespace ScalingDashboard.Measurement.Readings;

/// <summary>The answer to a request that has one effect, however often it is sent (the HTTP header <c>Idempotency-Key</c>).</summary>
/// <param name="IsRepetition">True when nothing was stored because the same request was answered before.</param>
public readonly record struct OnceAnswer(string Text, bool IsRepetition);
