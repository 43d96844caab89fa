using Microsoft.AspNetCore.Identity;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;

namespace ScalingDashboard.Features.Account;

/// <summary>Replaces a password, ends the person's other sessions and begins a new one here.</summary>
internal sealed class ChangePassword(
    UserManager<User> people, SignInManager<User> cookies, SignInAttempts attempts, SignInThrottle throttle, ILogger<ChangePassword> logger)
{
    /// <summary>Null when it is done, otherwise the reason, for the person to read.</summary>
    public async Task<string?> RunAsync(HttpContext context, string? present, string? next, string? repeated)
    {
        if (next != repeated)
            return AccountTexts.NotTheSame;
        if (next == present)
            return AccountTexts.NotAnother;
        using var lease = await throttle.EnterAsync(context);
        if (!lease.IsAcquired)
            return AccountTexts.Throttled;

        var person = await people.FindByIdAsync(context.User.Subject());
        if (person?.PasswordHash is null)
            return AccountTexts.NoPassword;
        if (!await attempts.TakeAsync(person.Id, context.RequestAborted))
            return AccountTexts.ThrottledLong;
        person.Settle();
        var changed = await people.ChangePasswordAsync(person, present ?? "", next ?? "");
        if (!changed.Succeeded)
            return Reason(changed);

        await attempts.ForgetAsync(person.Id, context.RequestAborted);
        await cookies.SignInAsync(person, isPersistent: false);
        logger.PasswordChanged(context.User.Subject());
        return null;
    }

    private static string Reason(IdentityResult result) =>
        result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch))
            ? AccountTexts.PresentWrong
            : string.Join(' ', result.Errors.Select(error => error.Description));
}
