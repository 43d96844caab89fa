namespace ScalingDashboard.Platform.Data;

/// <summary>What was asked for does not exist, or must not be known to exist by the asker (404).</summary>
public sealed class NotFound(string message) : Exception(message);

/// <summary>The asker may not do this (403).</summary>
public sealed class Refused(string message) : Exception(message);

/// <summary>The request contradicts itself or a rule; the message names the place and the remedy (400, or 422 with a rule).</summary>
public sealed class Invalid(string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public int Status { get; } = status;
}
