using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>Hashing a password takes long on purpose, and every person of every test signs in three times.</summary>
internal static class QuickPasswords
{
    public static void AddQuickPasswords(this IServiceCollection services) =>
        services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1);
}
