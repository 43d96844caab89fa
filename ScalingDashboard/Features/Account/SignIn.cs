using Microsoft.AspNetCore.Identity;
using ScalingDashboard.Platform.Access.People;

namespace ScalingDashboard.Features.Account;

/// <summary>Signs a person in with a password. Every refusal looks and lasts the same, whatever its reason.</summary>
internal sealed class SignIn(
    UserManager<User> people, SignInManager<User> cookies, SignInAttempts attempts, SignInThrottle throttle, DecoyPassword decoy,
    TimeProvider clock, ILogger<SignIn> logger)
{
    private const int MaxName = 254;

    public async Task<SignInOutcome> RunAsync(HttpContext context, string? name, string? password)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl) || password is not { Length: > 0 and <= PasswordRules.MaxLength })
            return SignInOutcome.Refused;
        using var lease = await throttle.EnterAsync(context);
        if (!lease.IsAcquired)
        {
            logger.AddressThrottled();
            return SignInOutcome.Throttled;
        }
        if (await FindAsync(name, password, context.RequestAborted) is not { } person)
        {
            logger.SignInRefused();
            return SignInOutcome.Refused;
        }
        await cookies.SignInAsync(person, isPersistent: false);
        logger.SignedIn(person.Id);
        return person.OneTimeUntil is null ? SignInOutcome.SignedIn : SignInOutcome.MustChangePassword;
    }

    private async Task<User?> FindAsync(string name, string password, CancellationToken cancellationToken)
    {
        var person = await people.FindByNameAsync(name);
        if (person?.PasswordHash is null || !await attempts.TakeAsync(person.Id, cancellationToken))
        {
            decoy.Check(password);
            return null;
        }
        if (!await people.CheckPasswordAsync(person, password))
            return null;
        if (person.OneTimeUntil <= clock.GetUtcNow())
        {
            logger.OneTimePasswordOver(person.Id);
            return null;
        }
        await attempts.ForgetAsync(person.Id, cancellationToken);
        return person;
    }
}

/// <summary>What came of a sign-in.</summary>
internal enum SignInOutcome
{
    SignedIn,
    MustChangePassword,
    Refused,
    Throttled,
}
