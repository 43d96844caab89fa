using System.Security.Claims;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Who sends.</summary>
internal static class Senders
{
    /// <summary>The key's or person's name: part of every natural key, so one sender can not overwrite another's readings.</summary>
    public static string SourceName(this ClaimsPrincipal user) =>
        user.Identity?.Name ?? throw new InvalidOperationException("The caller has no name; every authentication scheme must set one.");
}
