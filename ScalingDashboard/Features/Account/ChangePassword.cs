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
            return "The two new passwords are not the same.";
        if (next == present)
            return "Choose a password other than the present one.";
        using var lease = await throttle.EnterAsync(context);
        if (!lease.IsAcquired)
            return "There were too many attempts. Wait a minute and try again.";

        var person = await people.FindByIdAsync(context.User.Subject());
        if (person?.PasswordHash is null)
            return "This account has no password.";
        if (!await attempts.TakeAsync(person.Id, context.RequestAborted))
            return "There were too many attempts. Wait a few minutes and try again.";
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
            ? "The present password is not right."
            : string.Join(' ', result.Errors.Select(error => error.Description));
}
