using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>
/// What a screen on a wall shows and a person types: <c>K7QF-3MAH</c>. Eight of 23 signs, about 36 bits; it lives for minutes,
/// few are open at once, and few may be tried.
/// </summary>
internal static class PairingCode
{
    public const int Length = 8;

    /// <summary>Without what is mistaken for one another from across a room: 0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.</summary>
    public const string Signs = "ACDEFHJKMNPQRTUWXY34679";

    public static string Create() => RandomNumberGenerator.GetString(Signs, Length);

    /// <summary>As it is shown, in two groups.</summary>
    public static string Shown(string code) => $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";

    /// <summary>Reads what a person typed: small letters, blanks and dashes do not matter, anything else does.</summary>
    public static bool TryRead(string? typed, [NotNullWhen(true)] out string? code)
    {
        var signs = string.Concat((typed ?? "").Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or '\u2013' or '\u2010'))).ToUpperInvariant();
        code = signs.Length == Length && signs.All(sign => Signs.Contains(sign, StringComparison.Ordinal)) ? signs : null;
        return code is not null;
    }

    /// <summary>What is kept of it.</summary>
    public static byte[] Hash(string code) => SHA256.HashData(Encoding.ASCII.GetBytes(code));
}
