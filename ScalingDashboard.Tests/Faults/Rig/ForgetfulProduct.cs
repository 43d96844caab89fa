using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A product that has forgotten what a database in trouble is: the twin of every promise about one.</summary>
internal sealed class ForgetfulProduct(string database) : ProductOn(database)
{
    // The first handler that knows what to do decides.
    private protected override void Arrange(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IExceptionHandler, Forgetful>());

    private sealed class Forgetful : IExceptionHandler
    {
        public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            if (DatabaseTrouble.Explain(exception) is null)
                return ValueTask.FromResult(false);
            httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return ValueTask.FromResult(true);
        }
    }
}
