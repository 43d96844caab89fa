namespace ScalingDashboard.Features.Account;

/// <summary>Sign-ins and passwords, without personal data beyond an account's id.</summary>
internal static partial class AccountLog
{
    [LoggerMessage(3200, LogLevel.Information, "Account {Account} signed in with its password")]
    public static partial void SignedIn(this ILogger logger, Guid account);

    [LoggerMessage(3201, LogLevel.Information, "A sign-in was refused: unknown name, no password, wrong password or locked account")]
    public static partial void SignInRefused(this ILogger logger);

    [LoggerMessage(3202, LogLevel.Warning, "Account {Account} tried to sign in with a one-time password that has run out")]
    public static partial void OneTimePasswordOver(this ILogger logger, Guid account);

    [LoggerMessage(3203, LogLevel.Warning, "A sign-in was refused: too many attempts from one network address")]
    public static partial void AddressThrottled(this ILogger logger);

    [LoggerMessage(3210, LogLevel.Information, "Account {Account} changed its password; its other sessions are over")]
    public static partial void PasswordChanged(this ILogger logger, string account);

    [LoggerMessage(3220, LogLevel.Information, "A visitor entered the demo installation as {Role}")]
    public static partial void DemoEntered(this ILogger logger, string role);

    [LoggerMessage(3221, LogLevel.Warning, "{Count} demo accounts were removed: this is not a demo installation")]
    public static partial void DemoPeopleRemoved(this ILogger logger, int count);
}
