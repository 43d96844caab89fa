using ScalingDashboard.Host;

return await CommandLine.RunAsync(args);
