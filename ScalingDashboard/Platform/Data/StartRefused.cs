namespace ScalingDashboard.Platform.Data;

/// <summary>The product cannot start, and the message says in one line why and what to do. Shown without a stack trace.</summary>
public sealed class StartRefused(string message, Exception? cause = null) : Exception(message, cause);
