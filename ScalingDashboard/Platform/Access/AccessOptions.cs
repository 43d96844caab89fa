using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Platform.Access;

/// <summary>How long sessions and passwords last, and how often a sign-in may be tried.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>A session ends after this time without a request and without an open page. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this time in any case. Default 12 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan SessionLimit { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords for one account within <see cref="AttemptWindow"/> until it is locked. Default 5.</summary>
    [Range(3, 100)]
    public int Attempts { get; init; } = 5;

    /// <summary>The time in which wrong passwords are counted; the lock opens by itself when it is over. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AttemptWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Passwords that one network address may try in a minute, whatever the account. Default 30.</summary>
    [Range(5, 10_000)]
    public int AttemptsPerAddress { get; init; } = 30;

    /// <summary>How long a one-time password can be used. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "30.00:00:00")]
    public TimeSpan OneTimePassword { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a checked API key is remembered, and so how long a revoked one lives on. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan KeyMemory { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a screen shows one code for pairing. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan PairingCode { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Age at which a screen's token is changed, the next time the screen loads its page. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan ScreenToken { get; init; } = TimeSpan.FromDays(30);
}
