using System.Security.Cryptography;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>What a screen's cookie holds, and the cookie of one that waits to be paired alike: an id, and a secret of 256 random
/// bits of which only the SHA-256 is kept.</summary>
internal readonly record struct ScreenToken(string Id, byte[] Hash)
{
    private const int SecretBytes = 32;
    private const int LongestId = 40;

    /// <summary>A new secret for an id: the text for the browser, and what is kept of it.</summary>
    public static (string Text, byte[] Hash) Create(string id)
    {
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return ($"{id}.{Convert.ToHexStringLower(secret)}", SHA256.HashData(secret));
    }

    /// <summary>Takes exactly what <see cref="Create"/> gives out; null for anything else.</summary>
    public static ScreenToken? Read(string? text)
    {
        if (text?.Split('.') is not [{ Length: > 0 and <= LongestId } id, { Length: SecretBytes * 2 } secret] || !(id + secret).All(char.IsAsciiHexDigitLower))
            return null;
        return new(id, SHA256.HashData(Convert.FromHexString(secret)));
    }

    /// <summary>Compares in constant time; false where nothing is kept.</summary>
    public bool Matches(byte[]? kept) => kept is not null && CryptographicOperations.FixedTimeEquals(Hash, kept);
}
