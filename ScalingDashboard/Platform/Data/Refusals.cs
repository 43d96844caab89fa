using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Data;

/// <summary>What was asked for does not exist, or must not be known to exist by the asker (404).</summary>
public sealed class NotFound(Sentence said) : Exception(said.ToString())
{
    /// <summary>The message, for a reader of any language.</summary>
    public Sentence Said { get; } = said;
}

/// <summary>The asker may not do this (403).</summary>
public sealed class Refused(Sentence said) : Exception(said.ToString())
{
    /// <inheritdoc cref="NotFound.Said"/>
    public Sentence Said { get; } = said;
}

/// <summary>The request contradicts itself or a rule; the message names the place and the remedy (400, or 422 with a rule).</summary>
public sealed class Invalid(Sentence said, int status = StatusCodes.Status400BadRequest) : Exception(said.ToString())
{
    /// <inheritdoc cref="NotFound.Said"/>
    public Sentence Said { get; } = said;

    public int Status { get; } = status;
}

/// <summary>The message of a refusal to whoever is looked after at present.</summary>
public static class Refusals
{
    public static string Here(Exception refusal) => refusal switch
    {
        NotFound missing => missing.Said.Here(),
        Refused refused => refused.Said.Here(),
        Invalid invalid => invalid.Said.Here(),
        _ => refusal.Message,
    };
}
