namespace ScalingDashboard.Measurement.Readings;

/// <summary>A request that has one effect, however often it is sent (the HTTP header <c>Idempotency-Key</c>).</summary>
/// <param name="Key">Chosen by the sender, unique among its own requests.</param>
/// <param name="BodyHash">SHA-256 of the body: the same key with another body is a mistake of the sender's.</param>
/// <param name="Answer">Makes the answer of what was stored. The same text is given to every repetition.</param>
public sealed record OnceRequest(string Key, byte[] BodyHash, Func<WriteOutcome, string> Answer);

/// <param name="IsRepetition">True when nothing was stored because the same request was answered before.</param>
public readonly record struct OnceAnswer(string Text, bool IsRepetition);
