using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.People;

namespace ScalingDashboard.Features.Account;

/// <summary>A hash that nobody has the password of, checked when there is no account, so that both take the same time.</summary>
internal sealed class DecoyPassword
{
    private readonly PasswordHasher<User> _hasher;
    private readonly User _nobody;
    private readonly string _hash;

    public DecoyPassword(IOptions<PasswordHasherOptions> options, TimeProvider clock)
    {
        _hasher = new(options);
        _nobody = User.ForDemo("nobody", Roles.Leader, clock.GetUtcNow());
        _hash = _hasher.HashPassword(_nobody, RandomNumberGenerator.GetHexString(32));
    }

    public void Check(string password) => _hasher.VerifyHashedPassword(_nobody, _hash, password);
}
