using Microsoft.AspNetCore.Identity;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Platform.Access.People;

/// <summary>
/// A password is long and not one that everybody tries first. There are no rules about kinds of characters: they make
/// passwords harder to remember and not harder to guess.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 12;

    /// <summary>Bounds the work of hashing; far above any sentence a person types.</summary>
    public const int MaxLength = 256;

    private const int MinDistinct = 5;

    /// <summary>What is left of the usual passwords once digits and signs around them are taken off.</summary>
    private static readonly HashSet<string> CommonStems = new(StringComparer.Ordinal)
    {
        "abc", "access", "admin", "administrator", "adminadmin", "ai", "analyst", "asdfgh", "autumn", "baseball", "basketball",
        "board", "changeme", "company", "computer", "correcthorsebatterystaple", "dashboard", "default", "dragon", "enterprise",
        "enterpriseai", "football", "guest", "hello", "helloworld", "iloveyou", "internet", "leader", "letmein", "login",
        "loveyou", "manager", "master", "michael", "monkey", "mustang", "mypassword", "newpassword", "nopassword", "office",
        "passphrase", "password", "passwordpassword", "passwort", "princess", "qazwsx", "qwert", "qwerty", "qwertyqwerty",
        "scaling", "scalingdashboard", "secret", "secretpassword", "shadow", "spring", "starwars", "summer", "sunshine",
        "superman", "temporary", "test", "testtest", "thisismypassword", "trustno", "welcome", "welcomewelcome", "whatever",
        "winter", "zxcvbnm",
    };

    private static readonly string[] Rows =
    [
        "01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
        "qwertyuiopasdfghjklzxcvbnm", "mnbvcxzlkjhgfdsapoiuytrewq", "1qaz2wsx3edc4rfv5tgb6yhn", "1q2w3e4r5t6y7u8i9o0p",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Refusal(password ?? "", user.UserName) is { } reason
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = reason })
            : IdentityResult.Success);

    /// <summary>Why the password cannot be taken, for the person who chose it; null when it can.</summary>
    public static string? Refusal(string password, string userName)
    {
        if (password.Length < MinLength)
            return PasswordTexts.TooShort.With(MinLength);
        if (password.Length > MaxLength)
            return PasswordTexts.TooLong.With(MaxLength);
        var plain = password.ToLowerInvariant();
        if (plain.Distinct().Count() < MinDistinct)
            return PasswordTexts.TooUniform;
        if (CommonStems.Contains(Stem(plain)) || Rows.Any(row => row.Contains(plain, StringComparison.Ordinal)))
            return PasswordTexts.TooCommon;
        var name = userName.Split('@')[0].ToLowerInvariant();
        return name.Length >= 3 && plain.Contains(name, StringComparison.Ordinal) ? PasswordTexts.OwnName : null;
    }

    /// <summary><c>P@ssw0rd2026!</c> becomes <c>password</c>.</summary>
    private static string Stem(string plain)
    {
        var first = plain.AsSpan().IndexOfAnyInRange('a', 'z');
        var last = plain.AsSpan().LastIndexOfAnyInRange('a', 'z');
        return first < 0 ? "" : string.Concat(plain[first..(last + 1)].Select(Letter).Where(char.IsAsciiLetterLower));
    }

    private static char Letter(char c) => c switch
    {
        '@' or '4' => 'a',
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '$' or '5' => 's',
        '7' => 't',
        _ => c,
    };
}
